"use strict";
// Draws each chart of the page from its specification and the rows beside it, again when the width or the colours change.
(function () {
  const page = JSON.parse(document.getElementById("data").textContent);
  const colours = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#b8a900", "#8c8c8c", "#7a5195", "#2f4b7c"];

  function variable(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function theme() {
    const ink = variable("--ink"), soft = variable("--soft"), line = variable("--line");
    return {
      background: null, mark: { color: colours[0] }, font: "system-ui, sans-serif", view: { stroke: null },
      axis: { labelColor: soft, titleColor: soft, gridColor: line, domainColor: line, tickColor: line, titleFontWeight: "normal", labelLimit: 220, labelOverlap: true },
      legend: { labelColor: ink, titleColor: soft, titleFontWeight: "normal", labelLimit: 220, orient: "bottom", columns: 4 },
      header: { labelColor: ink, titleColor: soft }, title: { color: soft, fontWeight: "normal", anchor: "start", fontSize: 12 },
      range: { category: colours }, text: { color: ink }
    };
  }

  // Specifications say widths as "page" and "third", and columns as "auto": what there is room for.
  function fitted(value, width) {
    if (Array.isArray(value)) return value.map(function (one) { return fitted(one, width); });
    if (value === null || typeof value !== "object") return value;
    const result = {};
    for (const key of Object.keys(value)) {
      if (key === "width" && value[key] === "page") result[key] = Math.max(160, width - 160);
      else if (key === "width" && value[key] === "third") result[key] = width < 700 ? Math.max(160, width - 90) : (width - 230) / 3;
      else if (key === "columns" && value[key] === "auto") result[key] = width < 700 ? 1 : 3;
      else result[key] = fitted(value[key], width);
    }
    return result;
  }

  // The legend of a timeline has what happens; sites can be chosen by keyboard too.
  function adapt(chart, spec) {
    if (chart.id === "gantt") {
      const scale = spec.encoding.color.scale, there = new Set(chart.rows.map(function (row) { return row.activity; }));
      scale.range = scale.range.filter(function (_, i) { return there.has(scale.domain[i]); });
      scale.domain = scale.domain.filter(function (one) { return there.has(one); });
    }
    if (chart.id === "parts") {
      const sites = Array.from(new Set(chart.rows.map(function (row) { return row.site; })));
      spec.vconcat[0].params[0].bind = { site: { input: "select", options: [null].concat(sites), labels: ["all"].concat(sites), name: "Site: " } };
    }
  }

  function draw(chart) {
    const place = document.getElementById("chart-" + chart.id);
    const spec = fitted(chart.spec, place.clientWidth);
    adapt(chart, spec);
    spec.datasets = { rows: chart.rows };
    spec.config = theme();
    return vegaEmbed(place, spec, { actions: false, renderer: "svg", tooltip: { theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light" } });
  }

  function draw_all() {
    return page.charts.reduce(function (before, chart) {
      return before.then(function () { return draw(chart); }).catch(function (error) {
        document.getElementById("chart-" + chart.id).textContent = "This chart could not be drawn: " + error.message;
        console.error(error);
      });
    }, Promise.resolve()).then(function () { document.documentElement.dataset.drawn = page.charts.length; });
  }

  // For roundwatt-analyze report --svg: each chart as a file of its own, in an element that it finds in the document.
  function leave_drawings() {
    const drawings = {};
    return page.charts.reduce(function (before, chart) {
      return before.then(function () { return draw(chart); }).then(function (drawn) { return drawn.view.toSVG(); })
        .then(function (svg) { drawings[chart.id] = { svg: svg }; })
        .catch(function (error) { drawings[chart.id] = { error: error.message }; });
    }, Promise.resolve()).then(function () {
      const place = document.createElement("script");
      place.type = "application/json";
      place.id = "drawings";
      place.textContent = JSON.stringify(drawings).replace(/</g, "\\u003c");
      document.body.append(place);
    });
  }

  // On paper what is folded away could not be opened.
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (one) { one.open = true; one.dataset.printed = ""; });
  });
  addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-printed]").forEach(function (one) { one.open = false; delete one.dataset.printed; });
  });

  if ("drawings" in document.documentElement.dataset) return leave_drawings();
  let width = document.documentElement.clientWidth;
  draw_all();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw_all);
  addEventListener("resize", function () {
    if (document.documentElement.clientWidth === width) return;
    width = document.documentElement.clientWidth;
    draw_all();
  });
})();
