import packageJson from "../../package.json" with { type: "json" };

/** The version of this program, as workers report it. */
export const VERSION: string = packageJson.version;
