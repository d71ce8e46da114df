// Loaded with --import before the processes' own code. The database library's ES modules re-export each other in cycles
// whose linking costs 150 MB and over a second in every process; its CommonJS build is the same code without that.
import { registerHooks } from 'node:module'

registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier, specifier.startsWith('drizzle-orm') ? { ...context, conditions: ['node', 'require'] } : context),
})
