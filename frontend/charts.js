// Draws the chart that stands above its own table: the table is the data, the chart only a second view of it.
import * as echarts from "echarts/core";
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

echarts.use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

// Told apart without colour too: each series has its own line type and symbol.
const COLOURS = ["#0b4a8f", "#b45309", "#0f766e", "#7c2d92", "#9f1239", "#4d7c0f", "#334155"];
const LINES = ["solid", "dashed", "dotted", "solid", "dashed", "dotted", "solid"];
const SYMBOLS = ["circle", "rect", "triangle", "diamond", "roundRect", "pin", "arrow"];

function number(text) {
  const value = text.trim();
  return /^[\d,\s.]+$/.test(value) ? Number(value.replace(/[^\d]/g, "")) : null;
}

function draw(holder) {
  const table = document.getElementById(holder.dataset.chart);
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells]);
  const type = holder.dataset.type || "line";
  const series = heads.slice(1).map((name, index) => ({
    name, type, data: rows.map((cells) => number(cells[index + 1].textContent)), connectNulls: false,
    symbol: SYMBOLS[index % 7], symbolSize: rows.length > 60 ? 0 : 6, lineStyle: { type: LINES[index % 7], width: 2 },
  }));
  const chart = echarts.init(holder, null, { renderer: "svg" });
  chart.setOption({
    color: COLOURS, animation: false, aria: { enabled: true, label: { description: table.caption ? table.caption.textContent.trim() : "" } },
    grid: { left: 56, right: 16, top: 40, bottom: 32 }, legend: series.length > 1 ? { top: 4 } : { show: false },
    tooltip: { trigger: "axis", renderMode: "richText" },
    xAxis: { type: "category", data: rows.map((cells) => cells[0].textContent.trim()) }, yAxis: { type: "value" }, series,
  });
  new ResizeObserver(() => chart.resize()).observe(holder);
}

document.querySelectorAll("[data-chart]").forEach(draw);
