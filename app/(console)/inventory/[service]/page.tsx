import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { can } from '#domain/actor.ts'
import { type Service, services } from '#domain/service.ts'
import { requireActor } from '#features/access/guard.ts'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { gradesShown } from '#features/catalogue/view/grades-shown.ts'
import { langHere } from '#features/catalogue/view/lang.ts'
import { longDays } from '#features/catalogue/view/long-day.ts'
import { listStated } from '#features/connections/list-stated.ts'
import { MoreConnections } from '#features/connections/view/more-connections.tsx'
import { StatedSection } from '#features/connections/view/stated-section.tsx'
import { momentOf } from '#features/inventory/as-of.ts'
import { serviceDetail } from '#features/inventory/service-detail.ts'
import { reaches } from '#features/inventory/sharing.ts'
import { AsOfBar } from '#features/inventory/view/as-of-bar.tsx'
import { addressOf } from '#features/inventory/view/as-of-links.ts'
import { ConnectionsTable } from '#features/inventory/view/connections-table.tsx'
import { CountedBefore } from '#features/inventory/view/counted-before.tsx'
import { CountedOnce } from '#features/inventory/view/counted-once.tsx'
import { ElementsTable } from '#features/inventory/view/elements-table.tsx'
import { ServiceStateMark } from '#features/inventory/view/service-state.tsx'
import { asOfHere, type SearchParams } from '../../as-of-here.ts'

type Props = { params: Promise<{ service: string }>; searchParams: SearchParams }

const serviceNamed = (name: string): Service => services.find((service) => service === name) ?? notFound()

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const service = serviceNamed((await params).service)
  return { title: (await getTranslations('services'))(`${service}.name`) }
}

export default async function ServicePage({ params, searchParams }: Props) {
  const actor = await requireActor('inventory:read')
  const name = serviceNamed((await params).service)
  const asOf = await asOfHere(searchParams)
  const t = await getTranslations()
  const longDay = await longDays()
  const options = { lang: await langHere(), ...momentOf(asOf) }
  const detail = await serviceDetail(actor, name, options)
  const { service, reading, observed, connections } = detail
  const stated = await listStated(actor, { ...momentOf(asOf), service: name })
  const sharesRows = name === 'dep' || name === 'asm'
  const fieldsNote = !reading
    ? t('inventory.fieldsUnread')
    : !reaches(service)
      ? t('inventory.wouldBeSent')
      : sharesRows
        ? t('inventory.sharedRows')
        : undefined
  return (
    <>
      <PageHeader
        title={t(`services.${name}.name`)}
        trail={{
          label: t('frame.breadcrumb'),
          parents: [{ href: '/inventory', label: t('inventory.title') }],
        }}
        mark={<ServiceStateMark service={service} isRead={reading !== null} />}
        meta={
          <>
            <span>{t(`services.${name}.alsoKnownAs`)}</span>
            <span>{t(`services.${name}.purpose`)}</span>
            {service.observedSince ? (
              <span>
                {t('inventory.atLeastSince', {
                  date: longDay(service.observedSince),
                })}
              </span>
            ) : null}
          </>
        }
      />
      <AsOfBar asOf={asOf} path={`/inventory/${name}`} reading={reading} />
      {service.isExpired ? <Banner tone="expiring">{t('inventory.expiredOnly')}</Banner> : null}
      <Section title={t('inventory.connectionsTitle')}>
        <ConnectionsTable
          connections={connections}
          reading={reading}
          observed={observed}
          empty={<p>{t(reading ? 'inventory.notConnected' : 'inventory.notRead')}</p>}
        />
        <MoreConnections
          shown={connections.length}
          found={detail.found}
          href={addressOf('/connections', { service: name })}
        />
        <CountedOnce countsSomeTwice={detail.countsSomeTwice} />
      </Section>
      <StatedSection stated={stated} mayState={can(actor, 'connections:state')} />
      <Section title={t('inventory.fieldsCount', { count: service.elements.length })} note={fieldsNote}>
        <CountedBefore service={service} reading={reading} />
        <ElementsTable service={service} elements={service.elements} reading={reading} />
        <GradeLegend
          grades={gradesShown([
            ...(connections.length > 0 ? [observed] : []),
            ...connections.map((connection) => connection.population.source),
            ...service.elements.flatMap((element) => [element.sent, element.population.source]),
          ])}
        />
      </Section>
    </>
  )
}
