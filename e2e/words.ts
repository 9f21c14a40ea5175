import { createTranslator } from 'next-intl'
import en from '#messages/en.json' with { type: 'json' }
import fr from '#messages/fr.json' with { type: 'json' }
import type { Language } from './demonstration.ts'

/** How each language writes dates and numbers. */
export const localeOf = { en: 'en-GB', fr: 'fr-FR' } as const

/** Every sentence of the screens in one language; `words.markup` where one has marked words in it. */
export const wordsIn = (language: Language) =>
  language === 'fr'
    ? createTranslator<typeof en>({ locale: localeOf.fr, messages: fr, onError: loudly })
    : createTranslator<typeof en>({ locale: localeOf.en, messages: en, onError: loudly })

export type Words = ReturnType<typeof wordsIn>

const loudly = (error: Error): never => {
  throw error
}

/** A part of a sentence that is marked up, as it is read. */
export const plain = (chunks: string): string => chunks
