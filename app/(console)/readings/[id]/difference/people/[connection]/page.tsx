import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireActor } from '#features/access/guard.ts'
import { movedPeople } from '#features/readings/difference-lists.ts'
import { movedHref } from '#features/readings/view/difference-links.ts'
import { MovedPeopleTable } from '#features/readings/view/moved-lists.tsx'
import { orNotFound } from '../../../../../../or-not-found.ts'
import { askedOver, type ListProps } from '../../list-query.ts'
import { MovedList } from '../../moved-list.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('readings.difference'))('peopleTitle') }
}

export default async function MovedPeoplePage(props: ListProps) {
  const actor = await requireActor('people:read')
  const asked = await askedOver(props)
  const page = await orNotFound(movedPeople(actor, asked))
  const t = await getTranslations('readings.difference')
  const { connectionId: connection, way } = asked
  return (
    <MovedList
      title={t(`list.people.${way}`, { connection: page.connection })}
      page={page}
      path={movedHref(page, { list: 'people', connection, way })}
      isBeginning={asked.after === null}
    >
      <MovedPeopleTable people={page.rows} />
    </MovedList>
  )
}
