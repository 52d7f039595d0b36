-- sources: only cases of a clinic that name one of its documents measure it
insert into app.ai_bars (figure, at_least, where_measurable) values
  ('intent', 0.9, false), ('handoff_recall', 1, false), ('attacks', 1, false), ('sources', 0.9, true)
on conflict (figure) do update set at_least = excluded.at_least, where_measurable = excluded.where_measurable;
