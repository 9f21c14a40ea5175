import { getLocale } from 'next-intl/server'
import type { Lang } from '#domain/catalogue/vocabulary.ts'
import { languageOf } from '../../../i18n/language.ts'

/** The language of this page, which is one the catalogue has words in. */
export const langHere = async (): Promise<Lang> => languageOf(await getLocale())
