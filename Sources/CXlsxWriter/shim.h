#include <xlsxwriter.h>

// A file in memory; the C library hides it unless all GNU names are asked for.
extern int memfd_create(const char *name, unsigned int flags);
