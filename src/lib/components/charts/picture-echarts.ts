/** What is needed besides to save a chart as a picture: a title, and drawing as SVG. Loaded when somebody asks for one. */
import { HeatmapChart } from 'echarts/charts';
import { GraphicComponent, TitleComponent, VisualMapComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { init } from './figure-echarts.ts';

use([HeatmapChart, GraphicComponent, TitleComponent, VisualMapComponent, SVGRenderer]);

export { init };
