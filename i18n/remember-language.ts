import { cookies } from 'next/headers'
import { settings } from '#adapters/env.ts'
import type { Language } from '#domain/language.ts'
import { languageCookie } from './language.ts'

const secondsInAYear = 365 * 24 * 60 * 60

/** Keeps the language in this browser; only where Next lets cookies be set: in an action or a route handler. */
export const rememberLanguage = async (language: Language): Promise<void> => {
  const jar = await cookies()
  const { name, secure } = languageCookie(settings().url)
  jar.set(name, language, { path: '/', sameSite: 'lax', secure, maxAge: secondsInAYear })
}
