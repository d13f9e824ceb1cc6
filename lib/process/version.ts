/** The version of this program, as workers report it. The same as in package.json, which a bundle and a package do not carry along. */
export const VERSION = "0.1.0";
