'use server'

import { cookies } from 'next/headers'
import { isLanguage, languageCookie } from './language.ts'

const secondsInAYear = 365 * 24 * 60 * 60

/** Remembers the form's `language` in this browser. Anyone may call it: it changes only the caller's own pages. */
export async function chooseLanguage(form: FormData): Promise<void> {
  const language = form.get('language')
  if (!isLanguage(language)) return
  const jar = await cookies()
  jar.set(languageCookie, language, { path: '/', sameSite: 'lax', maxAge: secondsInAYear })
}
