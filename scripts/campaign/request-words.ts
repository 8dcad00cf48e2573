/** A command line that makes a small request, and more words for it. */
export const requestWords = (...more: readonly string[]): readonly string[] => [
  ...'csr --protocol http --fqdn owa.example.com --organization Example --country US --state Ohio'.split(' '),
  ...'--locality Dayton --bits 1024 --yes'.split(' '),
  ...more,
];
