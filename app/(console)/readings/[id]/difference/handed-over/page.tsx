import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireActor } from '#features/access/guard.ts'
import { handedOver } from '#features/readings/difference-lists.ts'
import { handedOverHref } from '#features/readings/view/difference-links.ts'
import { HandedOverTable } from '#features/readings/view/moved-lists.tsx'
import { orNotFound } from '../../../../../or-not-found.ts'
import { askedBetween, type ListProps } from '../list-query.ts'
import { MovedList } from '../moved-list.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('readings.difference'))('handedOverTitle') }
}

export default async function HandedOverPage(props: ListProps) {
  const actor = await requireActor('people:read')
  const asked = await askedBetween(props)
  const page = await orNotFound(handedOver(actor, asked))
  const t = await getTranslations('readings.difference')
  return (
    <MovedList
      title={t('handedOverTitle')}
      page={page}
      path={handedOverHref(page)}
      isBeginning={asked.after === null}
    >
      <HandedOverTable devices={page.rows} />
    </MovedList>
  )
}
