export const help = '';
export const run = () => Promise.resolve({ title: '', conditions: [], tables: [] });
