import '@fontsource/ibm-plex-sans/400.css'
import '@fontsource/ibm-plex-sans/500.css'
import '@fontsource/ibm-plex-sans/600.css'
import '@fontsource/ibm-plex-mono/400.css'
import '@fontsource/ibm-plex-mono/500.css'
import './globals.css'
import '#components/mantine.css'
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getMessages, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { dark, light } from '#components/palette.ts'
import { ThemeProvider } from '#components/theme-provider.tsx'
import { languageOf } from '#domain/language.ts'
import { nonceHeader } from './content-policy.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('frame')
  return {
    title: { template: `%s · ${t('product')}`, default: t('product') },
    description: t('description'),
    icons: {
      icon: [
        { url: '/favicon.ico', sizes: '32x32' },
        { url: '/icon.svg', type: 'image/svg+xml' },
      ],
    },
    robots: { index: false, follow: false },
  }
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: light.paper },
    { media: '(prefers-color-scheme: dark)', color: dark.paper },
  ],
}

/** The browser is sent the words of the error page only: all others are rendered on the server. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const language = languageOf(await getLocale())
  const { errors } = await getMessages()
  const nonce = (await headers()).get(nonceHeader) ?? undefined
  return (
    <html lang={language} {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} />
      </head>
      <body>
        <noscript>
          <p className="no-script">{(await getTranslations('frame'))('noScript')}</p>
        </noscript>
        <NextIntlClientProvider messages={{ errors }}>
          <ThemeProvider>{children}</ThemeProvider>
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
