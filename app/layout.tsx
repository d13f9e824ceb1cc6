import "@fontsource-variable/ibm-plex-sans/wght.css";
import "@fontsource/ibm-plex-mono/latin-400.css";
import "@fontsource/ibm-plex-mono/latin-500.css";
import "./globals.css";
import { CSPProvider } from "@base-ui/react/csp-provider";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { ThemeProvider } from "next-themes";

export const metadata: Metadata = {
  description: "Scheduled jobs: create, watch, cancel.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf8" },
    { media: "(prefers-color-scheme: dark)", color: "#11100e" },
  ],
};

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    // The theme is set on <html> before React starts: hence the warning that is not wanted.
    <html lang="en" suppressHydrationWarning>
      <body>
        <CSPProvider nonce={nonce}>
          <ThemeProvider attribute="data-theme" disableTransitionOnChange nonce={nonce}>
            {children}
          </ThemeProvider>
        </CSPProvider>
      </body>
    </html>
  );
}
