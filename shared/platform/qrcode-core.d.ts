/** The encoder alone: the package's entry point brings its PNG library and canvas code along, three times the size. */
declare module "qrcode/lib/core/qrcode.js" {
  const core: {
    create(text: string, options: { errorCorrectionLevel: "L" | "M" | "Q" | "H" }): import("qrcode").QRCode;
  };
  export default core;
}
