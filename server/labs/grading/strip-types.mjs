// Runs in a sandbox of its own: it reads what a learner wrote, and runs none of it.
import { stripTypeScriptTypes } from 'node:module'
import { compileFunction } from 'node:vm'

const COMMONJS_NAMES = ['exports', 'require', 'module', '__filename', '__dirname']
/** What V8 says by which Node, too, knows an ES module where no package.json says what a file is. */
const SAYS_MODULE =
  /^(Cannot use import statement outside a module|Unexpected token 'export'|Cannot use 'import\.meta' outside a module)$/

const SAYS_NO = new Set(['ERR_INVALID_TYPESCRIPT_SYNTAX', 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX'])

function isPlainlyModule(code) {
  try {
    compileFunction(code, COMMONJS_NAMES)
    return false
  } catch (error) {
    return SAYS_MODULE.test(error.message)
  }
}

function strip(source) {
  try {
    const code = stripTypeScriptTypes(source)
    return { code, isModule: isPlainlyModule(code) }
  } catch (error) {
    if (SAYS_NO.has(error.code)) return null
    // The parser itself broke, on a text that nests too deep for instance: nothing it says later is worth having.
    throw error
  }
}

let parts = []
for await (const chunk of process.stdin) {
  let rest = chunk
  for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
    const sources = JSON.parse(Buffer.concat([...parts, rest.subarray(0, end)]).toString())
    process.stdout.write(`${JSON.stringify(sources.map(strip))}\n`)
    parts = []
    rest = rest.subarray(end + 1)
  }
  parts.push(rest)
}
