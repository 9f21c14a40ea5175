import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { can } from '#domain/actor.ts'
import { elementOf, textOf } from '#domain/catalogue/catalogue.ts'
import { statedBy } from '#domain/review.ts'
import { groupOf, services } from '#domain/service.ts'
import { requireActor } from '#features/access/guard.ts'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { gradesShown } from '#features/catalogue/view/grades-shown.ts'
import { langHere } from '#features/catalogue/view/lang.ts'
import { longDays } from '#features/catalogue/view/long-day.ts'
import { momentOf } from '#features/inventory/as-of.ts'
import { elementDetail } from '#features/inventory/element-detail.ts'
import { AsOfBar } from '#features/inventory/view/as-of-bar.tsx'
import { CountsOverTime } from '#features/inventory/view/counts-over-time.tsx'
import { ElementConnections } from '#features/inventory/view/element-connections.tsx'
import { ElementExample } from '#features/inventory/view/element-example.tsx'
import { ElementFacts } from '#features/inventory/view/element-facts.tsx'
import { PopulationWords } from '#features/inventory/view/population-words.tsx'
import { ServiceStateMark } from '#features/inventory/view/service-state.tsx'
import { SourceWords } from '#features/inventory/view/source-words.tsx'
import { reviewDetail } from '#features/reviews/queries.ts'
import { ReviewSection } from '#features/reviews/view/review-section.tsx'
import { asOfHere, type SearchParams } from '../../../as-of-here.ts'

type Props = { params: Promise<{ service: string; element: string }>; searchParams: SearchParams }

/** The service and the element an address names, or the page that says there is nothing to see. */
const named = async (params: Props['params']) => {
  const { service: asked, element: key } = await params
  const service = services.find((each) => each === asked) ?? notFound()
  if (!elementOf(groupOf(service), key)) notFound()
  return { service, key }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { service, key } = await named(params)
  return { title: textOf(groupOf(service), key, await langHere())?.label }
}

export default async function ElementPage({ params, searchParams }: Props) {
  const actor = await requireActor('inventory:read')
  const { service, key } = await named(params)
  const asOf = await asOfHere(searchParams)
  const lang = await langHere()
  const t = await getTranslations()
  const longDay = await longDays()
  const detail = await elementDetail(actor, service, key, { lang, ...momentOf(asOf) })
  const { element, text, sent, population, reading } = detail
  const review = await reviewDetail(actor, service, key, detail.inventory)
  // A past day is looked at, not worked on.
  const isToday = asOf.kind === 'today'
  const path = `/inventory/${service}/${key}`
  const keys = element.protocolKeys.join(', ')
  return (
    <>
      <PageHeader
        title={text.label}
        trail={{
          label: t('frame.breadcrumb'),
          parents: [
            { href: '/inventory', label: t('inventory.title') },
            { href: `/inventory/${service}`, label: t(`services.${service}.name`) },
          ],
        }}
        mark={<ServiceStateMark service={detail.service} isRead={reading !== null} />}
        meta={
          <>
            {keys === '' || keys === text.label ? null : <code>{keys}</code>}
            <span>
              <Graded source={sent}>
                {t('catalogue.cite', {
                  edition: t(`catalogue.editionLabels.${text.edition}`),
                  row: text.row,
                  language: t('catalogue.languages.en'),
                })}
              </Graded>
            </span>
            <span>
              <PopulationWords
                statement={population}
                of={element.counts.of}
                reading={reading}
                over={{ service }}
                state={detail.service.state}
              />
            </span>
            {detail.service.observedSince ? (
              <span>
                {t('inventory.atLeastSince', {
                  date: longDay(detail.service.observedSince),
                })}
              </span>
            ) : null}
          </>
        }
      />
      <AsOfBar asOf={asOf} path={path} reading={reading} />
      <ReviewSection
        field={`${service}/${key}`}
        detail={review}
        may={{
          propose: isToday && can(actor, 'reviews:propose'),
          decide: isToday && can(actor, 'reviews:adopt'),
          advise: isToday && can(actor, 'reviews:advise'),
        }}
      />
      <SourceWords texts={detail.texts} lang={lang} />
      <Section title={t('inventory.history.title')} note={t('inventory.history.note')}>
        <CountsOverTime detail={detail} />
      </Section>
      <Section title={t('inventory.example.heading')} note={t('inventory.example.note')}>
        <ElementExample
          detail={detail}
          canReveal={can(actor, 'values:reveal')}
          isPast={asOf.kind === 'past'}
        />
      </Section>
      <Section title={t('inventory.factsTitle')} note={t('inventory.factsNote')}>
        <ElementFacts element={element} />
      </Section>
      <Section title={t('inventory.connectionsTitle')}>
        <ElementConnections detail={detail} />
        <GradeLegend
          grades={gradesShown([
            sent,
            population.source,
            ...review.versions.map(statedBy),
            ...detail.connections.map((each) => each.population.source),
          ])}
        />
      </Section>
    </>
  )
}
