/** The kinds of slips; the names are those of reports. */
export type Slip =
  | 'sign'
  | 'factor of 2'
  | 'off by one'
  | 'exponent'
  | 'dropped term'
  | 'dropped factor'
  | 'upside down'
  | 'swapped symbols'
  | 'swapped factors'
  | 'transposed'
  | 'absolute value'
  | 'wrong function'
  | 'wrong branch'
  | 'wrong direction';
