import type { GradeResult } from '../../grading/types.ts'
import { defineAttack } from '../attack.ts'

const MARKUP = '<img src=x onerror=alert(1)><script>1</script>[x](javascript:1) {{7*7}} :::step'
const KEYS = ['id', 'visibility', 'mustPass', 'of', 'status', 'points', 'feedback', 'reason']
const FEEDBACK_KEYS = ['text', 'expected', 'seen', 'where']

interface Evidence {
  result: GradeResult
  printed: string
}

/** As text it stands in one field, letter by letter; anything else has read it as more than text. */
const isMoreThanText = ({ result, printed }: Evidence) =>
  result.outcome !== 'graded' ||
  result.checks.some(
    (check) =>
      Object.keys(check).some((key) => !KEYS.includes(key)) ||
      Object.keys(check.feedback ?? {}).some((key) => !FEEDBACK_KEYS.includes(key)) ||
      (check.id === 'shown' && check.feedback?.seen !== printed),
  )

export default defineAttack<Evidence>({
  name: 'print markup, script and templates',
  attempt: async (range) => ({
    result: await range.grade({ 'main.ts': `process.stdout.write(${JSON.stringify(MARKUP)})` }),
    printed: MARKUP,
  }),
  succeeded: isMoreThanText,
  control: async (range) => ({ result: await range.grade({}), printed: MARKUP }),
})
