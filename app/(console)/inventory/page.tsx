import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { requireActor } from '#features/access/guard.ts'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { gradesShown } from '#features/catalogue/view/grades-shown.ts'
import { langHere } from '#features/catalogue/view/lang.ts'
import { momentOf } from '#features/inventory/as-of.ts'
import { inventory as readInventory } from '#features/inventory/queries.ts'
import { fieldsOf } from '#features/inventory/sharing.ts'
import { AsOfBar } from '#features/inventory/view/as-of-bar.tsx'
import { FieldsTable } from '#features/inventory/view/fields-table.tsx'
import { ServiceRows } from '#features/inventory/view/service-rows.tsx'
import { asOfHere, type SearchParams } from '../as-of-here.ts'

type Props = { searchParams: SearchParams }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('inventory'))('title') }
}

export default async function Inventory({ searchParams }: Props) {
  const actor = await requireActor('inventory:read')
  const asOf = await asOfHere(searchParams)
  const t = await getTranslations('inventory')
  const inventory = await readInventory(actor, { lang: await langHere(), ...momentOf(asOf) })
  return (
    <>
      <PageHeader title={t('title')} meta={t('about')} />
      <AsOfBar asOf={asOf} path="/inventory" reading={inventory.reading} />
      <Section title={t('servicesTitle')}>
        <ServiceRows inventory={inventory} asOf={asOf} />
      </Section>
      <Section title={t('fieldsTitle')} note={t('fieldsNote')}>
        <FieldsTable inventory={inventory} asOf={asOf} />
        <GradeLegend
          grades={gradesShown([
            inventory.observed,
            inventory.population.source,
            ...fieldsOf(inventory.services).flatMap(({ receivers, sent }) =>
              receivers.length > 0 ? [sent] : [],
            ),
          ])}
        />
      </Section>
    </>
  )
}
