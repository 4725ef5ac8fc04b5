import { dataModels } from "../../c/data-model.ts";
import { floating, ieee754 } from "./lines.ts";
import { ppc64le } from "./machines/ppc64le.ts";
import { musllinux } from "./musllinux.ts";

/** musl has no pairs of doubles: `long double` is a double, as with gcc's `-mlong-double-64`. */
const machine = {
  ...ppc64le,
  dataModel: dataModels["powerpc64le-linux-musl"],
  predefined: `${ppc64le.predefined}
#undef __LONGDOUBLE128
#undef __LONG_DOUBLE_128__
#undef __LONG_DOUBLE_IBM128__
#undef __SIZEOF_IBM128__
#define __FP_FAST_FMAL 1
#define __SIZEOF_LONG_DOUBLE__ 8
#define __DECIMAL_DIG__ 17
${floating("LDBL", {
  IS_IEC_60559: "2",
  ...ieee754.binary64,
  MAX: "1.79769313486231570814527423731704357e+308L",
  NORM_MAX: "1.79769313486231570814527423731704357e+308L",
  MIN: "2.22507385850720138309023271733240406e-308L",
  EPSILON: "2.22044604925031308084726333618164062e-16L",
  DENORM_MIN: "4.94065645841246544176568792868221372e-324L",
})}`,
};

export const musllinuxPpc64le = () =>
  musllinux({
    name: "musllinux_ppc64le",
    machine,
    triplet: "powerpc64le-linux-musl",
    psabi: "Power 64-bit ELF V2 psABI, with a long double of 64 bits",
    config: { ALIGNOF_MAX_ALIGN_T: "8", SIZEOF_LONG_DOUBLE: "8" },
  });
