import '@fontsource-variable/inter/index.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import type { ReactElement, ReactNode } from 'react'
import { AppProviders } from '../features/shell/app-providers.tsx'
import { AppShell } from '../features/shell/app-shell.tsx'

export const metadata: Metadata = {
  title: { default: 'SPANE', template: '%s · SPANE' },
  description: 'Draw workflows, watch them run, retry what failed.',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f5f1' },
    { media: '(prefers-color-scheme: dark)', color: '#141210' },
  ],
}

export default function RootLayout({ children }: { children: ReactNode }): ReactElement {
  return (
    // The theme's script sets the class before React hydrates.
    <html lang="en" suppressHydrationWarning>
      <body>
        <AppProviders>
          <AppShell>{children}</AppShell>
        </AppProviders>
      </body>
    </html>
  )
}
