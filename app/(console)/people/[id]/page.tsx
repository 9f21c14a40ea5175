import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { z } from 'zod'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { can } from '#domain/actor.ts'
import { requireActor } from '#features/access/guard.ts'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { gradesShown } from '#features/catalogue/view/grades-shown.ts'
import { fieldSources } from '#features/devices/view/field-sources.ts'
import { PeriodsTable } from '#features/devices/view/periods-table.tsx'
import { SharedFields, sharesAnchor } from '#features/devices/view/shared-fields-table.tsx'
import { SharedMark } from '#features/devices/view/shared-mark.tsx'
import { Gone, Since } from '#features/devices/view/sights.tsx'
import { momentOf } from '#features/inventory/as-of.ts'
import { AsOfBar } from '#features/inventory/view/as-of-bar.tsx'
import { personDetail } from '#features/people/person-detail.ts'
import { HeldDevicesTable } from '#features/people/view/held-devices-table.tsx'
import { PersonFacts } from '#features/people/view/person-facts.tsx'
import { orNotFound } from '../../../or-not-found.ts'
import { asOfHere, type SearchParams } from '../../as-of-here.ts'

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

const load = cache(async (id: string, searchParams: SearchParams) => {
  const actor = await requireActor('people:read')
  if (!z.uuid().safeParse(id).success) notFound()
  const asOf = await asOfHere(searchParams)
  return { actor, asOf, person: await orNotFound(personDetail(actor, id, momentOf(asOf))) }
})

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { person } = await load((await params).id, searchParams)
  return { title: person.name ?? person.upn ?? person.entraId }
}

export default async function PersonPage({ params, searchParams }: Props) {
  const { actor, asOf, person } = await load((await params).id, searchParams)
  const t = await getTranslations()
  const { id, periods, fields, standing, since, until, devices, deviceCount } = person
  return (
    <>
      <PageHeader
        title={person.name ?? person.upn ?? person.entraId}
        trail={{
          label: t('frame.breadcrumb'),
          parents: [{ href: '/people', label: t('people.title') }],
        }}
        mark={since ? <SharedMark periods={periods} /> : null}
        action={
          can(actor, 'accessRequests:handle') ? (
            <ButtonLink
              tone="plain"
              href={`/access-requests/new?${new URLSearchParams({ about: person.upn ?? person.email ?? person.name ?? '' })}`}
            >
              {t('accessRequests.recordFor')}
            </ButtonLink>
          ) : null
        }
        meta={
          <>
            {person.upn ? <code>{person.upn}</code> : null}
            {since ? <Since sight={since} alone /> : null}
            {until ? <Gone sight={until} /> : null}
          </>
        }
      />
      <AsOfBar asOf={asOf} path={`/people/${id}`} reading={person.reading} />
      {since ? (
        <>
          <Section id={sharesAnchor} title={t('shares.title')} note={t('people.sharesNote')}>
            <PeriodsTable periods={periods} standing={standing} />
          </Section>
          <Section
            title={t('people.devicesTitle')}
            note={
              deviceCount > devices.length
                ? t('people.devicesSome', { shown: devices.length, count: deviceCount })
                : t('people.devicesNote')
            }
          >
            <HeldDevicesTable person={person} />
          </Section>
          <Section
            title={t('fieldSharing.title')}
            note={
              deviceCount > devices.length
                ? t('fieldSharing.personSome', { shown: devices.length, count: deviceCount })
                : t('fieldSharing.personNote')
            }
          >
            <SharedFields fields={fields} standing={standing} />
          </Section>
          <Section title={t('people.factsTitle')} note={t('people.factsNote')}>
            <PersonFacts person={person} />
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
        <EmptyState title={t('shares.notSeen.title')}>{t('people.notSeen')}</EmptyState>
      )}
    </>
  )
}
