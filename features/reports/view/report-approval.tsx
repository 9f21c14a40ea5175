import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Banner } from '#components/banner.tsx'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { approveReportAction } from '../actions.ts'
import type { ReportSummary } from '../queries.ts'

type ReportApprovalProps = { report: ReportSummary; mayApprove: boolean; isOwn: boolean }

/** Whether a report is a draft, who can make it final, and where the other one is. */
export async function ReportApproval({ report, mayApprove, isOwn }: ReportApprovalProps) {
  const t = await getTranslations('reports.approve')
  const { id, version, approves, approvedAs, approvedBy, isComplete } = report
  const to = (report: string) => (chunks: ReactNode) => (
    <QuietLink href={`/reports/${report}`}>{chunks}</QuietLink>
  )
  if (approves !== null)
    return <Banner tone="brand">{t.rich('approves', { by: approvedBy ?? '', draft: to(approves) })}</Banner>
  if (approvedAs !== null)
    return <Banner tone="brand">{t.rich('approvedAs', { final: to(approvedAs) })}</Banner>
  if (version === 'final') return null
  if (!isComplete) return <Banner>{t('incomplete')}</Banner>
  return (
    <Banner
      action={
        mayApprove && !isOwn ? (
          <ConfirmButton
            label={t('label')}
            title={t('title')}
            consequence={t('consequence')}
            confirmLabel={t('confirm')}
            pendingLabel={t('pending')}
            cancelLabel={t('back')}
            tone="primary"
            action={approveReportAction}
            hidden={{ report: id }}
          >
            <TextAreaField name="note" label={t('note')} help={t('noteHelp')} rows={2} />
          </ConfirmButton>
        ) : null
      }
    >
      {t(mayApprove && !isOwn ? 'yours' : 'others')}
    </Banner>
  )
}
