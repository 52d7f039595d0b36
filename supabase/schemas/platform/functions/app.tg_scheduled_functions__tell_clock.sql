-- Whatever is scheduled, now or by a later migration, is told to the clock; the same name twice is one.
create function app.tg_scheduled_functions__tell_clock()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if to_regprocedure('cron.schedule(text,text,text)') is not null then
    execute 'select cron.schedule($1, $2, $3)'
    using 'zelo:' || new.name, new.schedule, format('select app.call_scheduled_function(%L)', new.name);
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_scheduled_functions__tell_clock() from public, anon, authenticated;
