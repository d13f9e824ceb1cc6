/** Remembers the zone of the display, so that the server draws the first page in it too. */
export const ZONE_COOKIE = "carillon_zone";
