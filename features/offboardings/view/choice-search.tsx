import { getTranslations } from 'next-intl/server'
import { SearchBar } from '#components/search-bar.tsx'
import type { Choices } from '../scope.ts'

type ChoiceSearchProps = {
  path: string
  choices: Choices
  sought: string
  /** What else stands in the address and has to stay there. */
  keep?: Record<string, string>
}

/** A search before a choice that is too long to be read, and how much of it is shown; nothing where all of it is. */
export async function ChoiceSearch({ path, choices, sought, keep }: ChoiceSearchProps) {
  const t = await getTranslations()
  const { connections, found } = choices
  if (sought === '' && found <= connections.length) return null
  return (
    <>
      <SearchBar
        action={path}
        label={t('offboardings.scope.search')}
        help={t('connections.search.help')}
        submit={t('shares.search')}
        sought={sought}
        keep={keep}
      />
      <p>
        {found > connections.length
          ? t('connections.firstOf', { shown: connections.length, found })
          : t('offboardings.scope.found', { found })}
      </p>
    </>
  )
}
