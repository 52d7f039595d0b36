create function app.with_wakes(p_results jsonb)
returns jsonb
language plpgsql
volatile
set search_path = ''
as $$
begin
  -- what this transaction queued for at once bears its time; volatile, so that it is seen
  if not exists (
    select from app.jobs j
    where j.tenant_id = any (array(select distinct (r.x ->> 'tenant_id')::uuid from jsonb_array_elements(p_results) r (x)))
      and j.run_at = now() and j.finished_at is null and j.dead_at is null)
  then
    return p_results;
  end if;
  return (select jsonb_agg(r.x || '{"wakes": true}' order by r.n) from jsonb_array_elements(p_results) with ordinality r (x, n));
end;
$$;
comment on function app.with_wakes(jsonb) is
  'The results of ingest_whatsapp_events, marked when something that they brought about waits for a worker.';
revoke execute on function app.with_wakes(jsonb) from public, anon, authenticated;
