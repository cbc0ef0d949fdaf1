// The GraphQL over HTTP audits of `graphql-http`: node audit.mjs URL
// Prints one line for each audit as JSON: {"level", "id", "name", "status", "reason"}.
import { auditServer } from 'graphql-http';

const results = await auditServer({ url: process.argv[2] });
for (const { id, name, status, reason } of results) {
  const level = /^(MUST|SHOULD|MAY|RECOMMENDED)/.exec(name)?.[1] ?? 'OTHER';
  console.log(JSON.stringify({ level, id, name, status, reason }));
}
