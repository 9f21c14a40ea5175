import { getLocale, getTranslations } from 'next-intl/server'
import { LanguageMenu } from '#components/language-menu.tsx'
import { languageOf, languages } from '#domain/language.ts'
import { speakAction } from '../actions.ts'

/** The choice of language, on every page that has a person in front of it. */
export async function LanguageChoice() {
  const t = await getTranslations('frame.language')
  return (
    <LanguageMenu
      label={t('label')}
      current={languageOf(await getLocale())}
      languages={languages.map((code) => ({ code, name: t(code) }))}
      choose={speakAction}
    />
  )
}
