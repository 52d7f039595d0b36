insert into app.settings default values
on conflict (only_row) do nothing;
