export const Logo = () => (
  <svg
    aria-hidden
    width="20"
    height="20"
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.6"
    strokeLinecap="round"
    strokeLinejoin="round"
    className="shrink-0 text-brass"
  >
    <path d="M10 2.2v2M5.2 14.4c1.5-1.4 1.2-3.4 1.5-5.4C7 6.6 8.3 5 10 5s3 1.6 3.3 4c.3 2 0 4 1.5 5.4z" />
    <path d="M8.6 16.4a1.5 1.5 0 0 0 2.8 0" />
  </svg>
);
