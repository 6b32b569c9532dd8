/** The first line of every exported document: a file that begins with it may be replaced by the next export. */
export const MARKER = '% Written by flowproof export; the next export replaces this file.';

/** Is this the text of an exported document? */
export const isDocument = (text: string): boolean => text.startsWith(`${MARKER}\n`);

/** `\flowproofmark` and `\flowproofmath`, for a document that has amsmath and graphicx. */
export const MACROS = String.raw`% Marks an equation for flowproof check paper.tex: #1 the id of the claim, #2 the equation.
\providecommand{\checked}[2]{#2}
% A verdict beside its claim: #1 the verdict, #2 its evidence in short.
\newcommand{\flowproofmark}[2]{\marginpar{\raggedright\footnotesize\textsf{\textbf{#1}}\\\textsf{#2}}}
\newsavebox{\flowproofbox}
\newlength{\flowproofwidth}
\newcommand{\flowproofmath}[1]{%
  \sbox{\flowproofbox}{$\displaystyle #1$}%
  \setlength{\flowproofwidth}{\dimexpr\linewidth-3em\relax}%
  \ifdim\wd\flowproofbox>\flowproofwidth
    \resizebox{\flowproofwidth}{!}{\usebox{\flowproofbox}}%
  \else\usebox{\flowproofbox}\fi}
`;

/**
 * The head of an exported document: plain article, AMS mathematics, and three macros.
 *
 * `\flowproofmark` puts a verdict in the margin; `\flowproofmath` shrinks a formula that no line break could make fit;
 * both can be redefined by a paper that inputs the document's body.
 */
export const PREAMBLE = String.raw`\documentclass[11pt]{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{textcomp}
\usepackage{amsmath,amssymb}
\usepackage{graphicx}
\usepackage[a4paper,left=25mm,right=50mm,top=25mm,bottom=25mm,marginparwidth=36mm,marginparsep=6mm]{geometry}
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.6ex plus 0.3ex}
\setlength{\emergencystretch}{3em}
\allowdisplaybreaks
${MACROS}`;
