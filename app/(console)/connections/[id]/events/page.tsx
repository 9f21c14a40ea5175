import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { z } from 'zod'
import { Banner } from '#components/banner.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { PageLinks } from '#components/page-links.tsx'
import { requireActor } from '#features/access/guard.ts'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { connectionEvents } from '#features/inventory/intune-events.ts'
import { copyWords } from '#features/inventory/view/intune-event-words.ts'
import { IntuneEventsTable } from '#features/inventory/view/intune-events-table.tsx'
import { orNotFound } from '../../../../or-not-found.ts'

const perPage = 50
const query = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) })

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const load = cache(async (id: string, page: number) => {
  const actor = await requireActor('connections:read')
  if (!z.uuid().safeParse(id).success) notFound()
  return orNotFound(connectionEvents(actor, id, { most: perPage, skip: (page - 1) * perPage }))
})

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { page } = query.parse(await searchParams)
  const { connection } = await load((await params).id, page)
  return { title: (await getTranslations('intuneEvents'))('pageTitle', { name: connection.name }) }
}

export default async function ConnectionEventsPage({ params, searchParams }: Props) {
  const { page } = query.parse(await searchParams)
  const { connection, events, all, copied } = await load((await params).id, page)
  const t = await getTranslations()
  const path = `/connections/${connection.id}`
  const from = (page - 1) * perPage
  const missing = await copyWords(copied)
  return (
    <>
      <PageHeader
        title={t('intuneEvents.pageTitle', { name: connection.name })}
        trail={{
          label: t('frame.breadcrumb'),
          parents: [
            { href: '/connections', label: t('connections.title') },
            { href: path, label: connection.name },
          ],
        }}
        meta={t('intuneEvents.note')}
      />
      {missing === null ? null : <Banner tone="expiring">{missing}</Banner>}
      <IntuneEventsTable label={t('intuneEvents.title')} events={events} empty={t('intuneEvents.none')} />
      {events.length > 0 ? (
        <>
          <PageLinks
            label={t('intuneEvents.pages.label')}
            range={t('intuneEvents.pages.range', { from: from + 1, to: from + events.length, all })}
            previous={{
              href: page > 1 ? `${path}/events?page=${page - 1}` : undefined,
              label: t('intuneEvents.pages.newer'),
            }}
            next={{
              href: from + events.length < all ? `${path}/events?page=${page + 1}` : undefined,
              label: t('intuneEvents.pages.older'),
            }}
          />
          <GradeLegend grades={['observed']} />
        </>
      ) : null}
    </>
  )
}
