// Makes plain forms smoother: acts without a reload, exact times in the reader's zone, drafts that
// survive. Everything here also works without it.

document.documentElement.classList.add("js");
