import { getLocale } from 'next-intl/server'
import { type Language, languageOf } from '#domain/language.ts'

/** The language of this page, which is one the catalogue has words in. */
export const langHere = async (): Promise<Language> => languageOf(await getLocale())
