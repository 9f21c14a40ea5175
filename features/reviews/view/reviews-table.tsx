import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { type Column, DataTable } from '#components/data-table.tsx'
import { FreeText } from '#components/free-text.tsx'
import { midnightOf } from '#domain/day.ts'
import { type ReviewVersion, statedBy } from '#domain/review.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { Day } from '#features/connections/view/day.tsx'
import { FieldName } from '#features/inventory/view/field-name.tsx'
import { fieldPick } from '#features/inventory/view/field-pick.ts'
import { ReviewMark } from '#features/inventory/view/review-mark.tsx'
import type { ReviewedField } from '../queries.ts'
import { DueReasons } from './due-reasons.tsx'

type ReviewsTableProps = {
  fields: readonly ReviewedField[]
  /** Whether rows can be ticked, for a form around the table. */
  canPick?: boolean
  /** Whether what is in force is told, and not what was proposed since. */
  isInForce?: boolean
  empty: ReactNode
}

/** Fields with what is said of them: what waits for a decision where there is such, else what is in force. */
export async function ReviewsTable({ fields, canPick = false, isInForce = false, empty }: ReviewsTableProps) {
  const t = await getTranslations()
  const pick = await fieldPick()
  const shown = ({ standing }: ReviewedField) => (isInForce ? null : standing.open) ?? standing.inForce
  const said = (tell: (version: ReviewVersion) => ReactNode) => (field: ReviewedField) => {
    const version = shown(field)
    return version && tell(version)
  }
  const saidColumns: Column<ReviewedField>[] = [
    {
      id: 'basis',
      header: t('reviews.column.basis'),
      cell: said((version) => (
        <Graded source={statedBy(version)}>{t(`reviews.basis.${version.terms.basis}`)}</Graded>
      )),
    },
    {
      id: 'retention',
      header: t('reviews.column.retention'),
      cell: said(({ terms }) => (terms.retention === null ? null : <FreeText>{terms.retention}</FreeText>)),
    },
    {
      id: 'necessity',
      header: t('reviews.column.necessity'),
      cell: said(({ terms }) => t(`reviews.necessityShort.${terms.necessity}`)),
    },
    {
      id: 'proposed',
      header: t('reviews.column.proposed'),
      cell: said(({ proposed }) => proposed.name),
    },
    {
      id: 'reviewOn',
      header: t('reviews.column.reviewOn'),
      oneLine: true,
      cell: said(({ terms }) => <Day at={midnightOf(terms.reviewOn)} />),
    },
  ]
  /** Where nothing is said yet, what there is to know for saying it. */
  const knownColumns: Column<ReviewedField>[] = [
    {
      id: 'kind',
      header: t('inventory.column.kind'),
      cell: ({ row }) => t(`catalogue.kinds.${row.element.kind}`),
    },
    {
      id: 'whose',
      header: t('inventory.column.whose'),
      cell: ({ row }) => t(`catalogue.whose.${row.element.whose}`),
    },
    {
      id: 'identifiability',
      header: t('inventory.column.identifiability'),
      cell: ({ row }) => t(`catalogue.identifiability.${row.element.identifiability}`),
    },
  ]
  const isAnySaid = fields.some((field) => shown(field) !== null)
  const columns: Column<ReviewedField>[] = [
    {
      id: 'field',
      header: t('inventory.column.field'),
      cell: ({ row }) => <FieldName label={row.text.label} keys={row.element.protocolKeys} />,
    },
    {
      id: 'service',
      header: t('inventory.column.service'),
      cell: ({ row }) => t(`services.${row.service}.short`),
    },
    {
      id: 'state',
      header: t('reviews.column.state'),
      cell: ({ standing }) => (
        <>
          <ReviewMark standing={standing} />
          <DueReasons standing={standing} />
        </>
      ),
    },
    ...(isAnySaid ? saidColumns : knownColumns),
  ]
  return (
    <DataTable
      label={t('reviews.title')}
      density="compact"
      columns={columns}
      rows={fields}
      rowKey={({ key }) => key}
      rowHref={({ key }) => `/inventory/${key}#review`}
      empty={empty}
      pick={canPick ? { ...pick, value: ({ key }) => key, label: ({ row }) => pick.label(row) } : undefined}
    />
  )
}
