import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { catalogue } from '#domain/catalogue/catalogue.ts'
import { requireActor } from '#features/access/guard.ts'
import { EditionRows } from '#features/catalogue/view/edition-rows.tsx'
import { Quotation } from '#features/catalogue/view/quotation.tsx'

type Props = { params: Promise<{ edition: string }> }

const editionNamed = (name: string) => catalogue.editions.find(({ id }) => id === name) ?? notFound()

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = editionNamed((await params).edition)
  return { title: (await getTranslations('catalogue'))(`editionLabels.${id}`) }
}

export default async function Edition({ params }: Props) {
  await requireActor('inventory:read')
  const edition = editionNamed((await params).edition)
  const t = await getTranslations('catalogue')
  return (
    <>
      <PageHeader
        title={t(`editionLabels.${edition.id}`)}
        trail={{
          label: (await getTranslations('frame'))('breadcrumb'),
          parents: [{ href: '/catalogue', label: t('page.title') }],
        }}
        meta={t(`editionNotes.${edition.note}`)}
      />
      <Section title={t('page.closing')} note={t('page.closingNote')}>
        {edition.passages.map(({ lang, ours, title, instruction }) => (
          <Quotation
            key={lang}
            lang={lang}
            ours={ours}
            cite={
              ours
                ? t('ourTranslation')
                : t('citePage', { title, edition: t(`editionsWithin.${edition.id}`) })
            }
          >
            {instruction}
          </Quotation>
        ))}
      </Section>
      <Section title={t('page.rowCount', { count: edition.rowCount })}>
        <EditionRows edition={edition.id} />
      </Section>
    </>
  )
}
