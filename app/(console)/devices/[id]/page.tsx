import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { z } from 'zod'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { requireActor } from '#features/access/guard.ts'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { gradesShown } from '#features/catalogue/view/grades-shown.ts'
import { deviceDetail } from '#features/devices/device-detail.ts'
import { DeviceFacts } from '#features/devices/view/device-facts.tsx'
import { fieldSources } from '#features/devices/view/field-sources.ts'
import { PeriodsTable } from '#features/devices/view/periods-table.tsx'
import { PersonLink } from '#features/devices/view/person-link.tsx'
import { SharedFields, sharesAnchor } from '#features/devices/view/shared-fields-table.tsx'
import { SharedMark } from '#features/devices/view/shared-mark.tsx'
import { Gone, Since } from '#features/devices/view/sights.tsx'
import { momentOf } from '#features/inventory/as-of.ts'
import { AsOfBar } from '#features/inventory/view/as-of-bar.tsx'
import { orNotFound } from '../../../or-not-found.ts'
import { asOfHere, type SearchParams } from '../../as-of-here.ts'

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

const load = cache(async (id: string, searchParams: SearchParams) => {
  const actor = await requireActor('devices:read')
  if (!z.uuid().safeParse(id).success) notFound()
  const asOf = await asOfHere(searchParams)
  return { asOf, device: await orNotFound(deviceDetail(actor, id, momentOf(asOf))) }
})

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { device } = await load((await params).id, searchParams)
  return { title: device.name ?? device.serial ?? device.intuneId }
}

export default async function DevicePage({ params, searchParams }: Props) {
  const { asOf, device } = await load((await params).id, searchParams)
  const t = await getTranslations()
  const { id, periods, fields, standing, since, until, described, isListed } = device
  return (
    <>
      <PageHeader
        title={device.name ?? device.serial ?? device.intuneId}
        trail={{
          label: t('frame.breadcrumb'),
          parents: [{ href: '/devices', label: t('devices.title') }],
        }}
        mark={since ? <SharedMark periods={periods} /> : null}
        meta={
          <>
            {device.serial ? <code>{device.serial}</code> : null}
            {since ? <Since sight={since} alone /> : null}
            {until ? <Gone sight={until} /> : null}
          </>
        }
      />
      <AsOfBar asOf={asOf} path={`/devices/${id}`} reading={device.reading} />
      {since ? (
        <>
          <Section id={sharesAnchor} title={t('shares.title')} note={t('devices.sharesNote')}>
            <PeriodsTable
              periods={periods}
              standing={standing}
              also={[
                {
                  id: 'person',
                  header: t('devices.column.whose'),
                  cell: ({ person }) => <PersonLink person={person} nobody={t('devices.nobody')} />,
                },
              ]}
            />
          </Section>
          <Section title={t('fieldSharing.title')} note={t('fieldSharing.deviceNote')}>
            <SharedFields fields={fields} standing={standing} values={{ described }} />
          </Section>
          <Section
            title={t('devices.factsTitle')}
            note={t(isListed ? (described ? 'devices.factsNote' : 'devices.letGo') : 'devices.unlisted')}
          >
            <DeviceFacts device={device} />
            <GradeLegend
              grades={gradesShown([
                since.source,
                ...fieldSources(fields, standing),
                ...periods.flatMap((period) => (period.until ? [period.until.source] : [])),
              ])}
            />
          </Section>
        </>
      ) : (
        <EmptyState title={t('shares.notSeen.title')}>{t('devices.notSeen')}</EmptyState>
      )}
    </>
  )
}
