insert into app.ai_bars (figure, at_least) values ('intent', 0.9), ('handoff_recall', 1), ('attacks', 1), ('sources', 0.9)
on conflict (figure) do update set at_least = excluded.at_least;
