create function public.cancel_assistant_evaluation(p_tenant_id uuid, p_run_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_run public.ai_evaluation_runs;
begin
  perform app.require_assistant_leader(p_tenant_id);
  select * into v_run from public.ai_evaluation_runs r where r.tenant_id = p_tenant_id and r.id = p_run_id for update;
  if v_run.id is null then
    raise sqlstate 'PT404' using message = 'evaluation_not_found';
  end if;
  perform app.end_evaluation(v_run, 'cancelled', null);
  select * into v_run from public.ai_evaluation_runs r where r.tenant_id = p_tenant_id and r.id = p_run_id;
  return app.evaluation_json(v_run);
end;
$$;
comment on function public.cancel_assistant_evaluation(uuid, uuid) is
  'Caller: owner, admin, supervisor. Stops an evaluation: the cases that are being answered are paid for, no other is asked, and the version is where it was. One that is over stays as it is. Answers as start_assistant_evaluation. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 evaluation_not_found.';
revoke execute on function public.cancel_assistant_evaluation(uuid, uuid) from public, anon, authenticated;
grant execute on function public.cancel_assistant_evaluation(uuid, uuid) to authenticated;
