'use client'

import { ThemeProvider as NextThemesProvider } from 'next-themes'
import type { ReactElement, ReactNode } from 'react'

/** Puts `light` or `dark` on <html> before the first paint and remembers the choice. */
export function ThemeProvider({ children }: { children: ReactNode }): ReactElement {
  return (
    <NextThemesProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      {children}
    </NextThemesProvider>
  )
}
