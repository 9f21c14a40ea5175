import { getTranslations } from 'next-intl/server'
import { Footnote } from '#components/footnote.tsx'
import { GradeDrawing } from '#components/grade-mark.tsx'
import type { Grade } from '#domain/grade.ts'

/** What the marks on a page mean. */
export async function GradeLegend({ grades }: { grades: Grade[] }) {
  const t = await getTranslations('grades')
  return (
    <Footnote>
      {grades.map((grade) => (
        <span key={grade}>
          <GradeDrawing grade={grade} />
          <span>{t('legend', { grade: t(`${grade}.name`), meaning: t(`${grade}.meaning`) })}</span>
        </span>
      ))}
    </Footnote>
  )
}
