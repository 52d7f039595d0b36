create function app.tg_sessions__block_time()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.blocks_time := new.squeezed_in_at is null
    and (select t.blocks_time from public.session_statuses t where t.key = new.status);
  return new;
end;
$$;
revoke execute on function app.tg_sessions__block_time() from public, anon, authenticated;
