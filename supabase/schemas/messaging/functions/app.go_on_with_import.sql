-- Tells how far an import is and what comes next; the last page ends it, and its job with it.
create function app.go_on_with_import(p_import app.history_imports, p_job_id bigint, p_lease_token uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_step jsonb := app.next_history_step(p_import);
begin
  if v_step is null then
    perform app.end_history_import(p_import.tenant_id, p_import.id, 'done');
    perform app.finish_job(p_import.tenant_id, p_job_id, p_lease_token);
  else
    perform app.publish_history_import(p_import);
  end if;
  return jsonb_build_object('step', v_step);
end;
$$;
revoke execute on function app.go_on_with_import(app.history_imports, bigint, uuid) from public, anon, authenticated;
