import { getTranslations } from 'next-intl/server'
import { DefinitionList } from '#components/definition-list.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { PersonDetail } from '../person-detail.ts'

/** What Intune says of a person, each word behind the mark of the reading that last saw it. */
export async function PersonFacts({ person }: { person: PersonDetail }) {
  const t = await getTranslations()
  const { described } = person
  const entraId = person.entraId.startsWith('upn:') ? null : person.entraId
  const facts = [
    { id: 'name', description: person.name },
    { id: 'upn', description: person.upn, mono: true },
    { id: 'email', description: person.email, mono: true },
    { id: 'entraId', description: entraId, mono: true },
  ] as const
  return (
    <DefinitionList
      items={[
        ...facts.map(({ description, ...fact }) => {
          const said = description ?? t('shares.notGiven')
          return {
            ...fact,
            term: t(`people.fact.${fact.id}`),
            description: described ? (
              <Graded source={described.source} reading={described.reading}>
                {said}
              </Graded>
            ) : (
              said
            ),
          }
        }),
        { id: 'tenant', term: t('shares.tenant'), description: person.tenant },
      ]}
    />
  )
}
