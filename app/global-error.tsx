'use client'

import './globals.css'
import '#components/mantine.css'
import { Suspense, use, useState } from 'react'
import { StandalonePage } from '#components/standalone-page.tsx'
import { ThemeProvider } from '#components/theme-provider.tsx'
import type { Language } from '#domain/language.ts'
import { languageCookie, languageFor } from '#i18n/language.ts'
import { FaultNotice, type FaultWords, referenceOf } from './fault-notice.tsx'
import type { FaultProps } from './page-fault.tsx'

/** The words are fetched only now: every page carries this file, and next to none ever needs it. */
async function loadWords(language: Language): Promise<FaultWords> {
  const messages = language === 'fr' ? await import('#messages/fr.json') : await import('#messages/en.json')
  return messages.default.errors.fault
}

/** The language of the request is lost with the layout; the browser still knows what it was made from. */
function languageHere(): Language {
  if (typeof document === 'undefined') return languageFor(undefined, null)
  const { name } = languageCookie(location.protocol)
  const chosen = document.cookie
    .split('; ')
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)
  return languageFor(chosen, navigator.languages.join(','))
}

/** A fault in the root layout itself: this page replaces it, so it brings its own document. */
export default function GlobalFault(props: FaultProps) {
  const [language] = useState(languageHere)
  const [words] = useState(() => loadWords(language))
  return (
    <html lang={language}>
      <body>
        <ThemeProvider>
          <StandalonePage>
            <Suspense>
              <Fault {...props} words={words} />
            </Suspense>
          </StandalonePage>
        </ThemeProvider>
      </body>
    </html>
  )
}

function Fault({ error, retry, words }: FaultProps & { words: Promise<FaultWords> }) {
  return <FaultNotice words={use(words)} reference={referenceOf(error)} retry={retry} />
}
