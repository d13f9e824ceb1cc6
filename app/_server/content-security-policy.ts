/**
 * What a page may load and run: what this server sends, and inline scripts and styles that carry the nonce of this very answer. Nothing is
 * evaluated, framed, or sent elsewhere.
 * @param nonce unguessable, another for each answer
 * @param isDevelopment React's and the bundler's development builds evaluate code
 */
export function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}' ${EMPTY} ${TOASTER_STYLES}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** It is put in empty, and filled then. */
const EMPTY = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
/** sonner puts its style sheet into the page by a script, without a way to give it the nonce: it is known by its hash. */
const TOASTER_STYLES = "'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='";
