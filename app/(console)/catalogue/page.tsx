import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { type Definition, DefinitionList } from '#components/definition-list.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { can } from '#domain/actor.ts'
import { catalogue, currentEdition, differences } from '#domain/catalogue/catalogue.ts'
import { requireActor } from '#features/access/guard.ts'
import { EditionDifferencesTable } from '#features/catalogue/view/edition-differences.tsx'
import { langHere } from '#features/catalogue/view/lang.ts'
import { Day } from '#features/connections/view/day.tsx'
import { inventory as readInventory } from '#features/inventory/queries.ts'
import { reportsByEdition } from '#features/reports/queries.ts'
import { reviewedFields } from '#features/reviews/queries.ts'
import classes from './catalogue.module.css'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('catalogue'))('page.title') }
}

/** A number that leads to its rows; none leads nowhere. */
const linked = (href: string, count: number, words: string) =>
  count > 0 ? <QuietLink href={href}>{words}</QuietLink> : words

export default async function Catalogue() {
  const actor = await requireActor('inventory:read')
  const lang = await langHere()
  const t = await getTranslations('catalogue')
  const fields = await reviewedFields(actor, await readInventory(actor, { lang }))
  const reports = can(actor, 'reports:read') ? await reportsByEdition(actor) : null
  const items = (edition: (typeof catalogue.editions)[number]): Definition[] => {
    const resting = fields.filter(({ standing }) => standing.inForce?.ground.edition === edition.id).length
    return [
      { id: 'note', term: t('page.what'), description: t(`editionNotes.${edition.note}`) },
      {
        id: 'date',
        term: t('page.date'),
        description: edition.pageDate ? (
          <Day at={new Date(`${edition.pageDate}T00:00:00Z`)} />
        ) : (
          t('page.undated')
        ),
      },
      {
        id: 'rows',
        term: t('page.rows'),
        description: (
          <QuietLink href={`/catalogue/${edition.id}`}>
            {t('page.rowCount', { count: edition.rowCount })}
          </QuietLink>
        ),
      },
      ...(edition.address
        ? [{ id: 'address', term: t('page.address'), description: edition.address, mono: true }]
        : []),
      { id: 'sha256', term: t('page.sha256'), description: edition.page.sha256, mono: true },
      {
        id: 'reviews',
        term: t('page.reviews'),
        description: linked(
          `/reviews?${new URLSearchParams({ state: 'inForce', edition: edition.id })}`,
          resting,
          t('page.reviewCount', { count: resting }),
        ),
      },
      ...(reports
        ? [
            {
              id: 'reports',
              term: t('page.reports'),
              description: linked(
                `/reports?${new URLSearchParams({ edition: edition.id })}`,
                reports.get(edition.id) ?? 0,
                t('page.reportCount', { count: reports.get(edition.id) ?? 0 }),
              ),
            },
          ]
        : []),
    ]
  }
  const [, ...older] = catalogue.editions
  return (
    <>
      <PageHeader title={t('page.title')} meta={t('page.about')} />
      <div className={classes.editions}>
        {catalogue.editions.map((edition) => (
          <Section key={edition.id} title={t(`editionLabels.${edition.id}`)}>
            <DefinitionList items={items(edition)} />
          </Section>
        ))}
      </div>
      {older.map(({ id }) => (
        <Section
          key={id}
          title={t('page.between', { edition: t(`editionsWithin.${id}`) })}
          note={t('page.differencesNote')}
        >
          <EditionDifferencesTable
            differences={differences(id, currentEdition.id)}
            from={id}
            to={currentEdition.id}
            lang={lang}
          />
        </Section>
      ))}
    </>
  )
}
