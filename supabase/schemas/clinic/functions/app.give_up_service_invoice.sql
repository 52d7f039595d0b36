-- The issuer did not answer for long: the payment says so and offers to try again.
create function app.give_up_service_invoice(p_job app.jobs)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.complete_service_invoice(p_job.tenant_id, (p_job.payload ->> 'id')::uuid, '{"outcome": "refused", "reason": "unavailable"}');
end;
$$;
revoke execute on function app.give_up_service_invoice(app.jobs) from public, anon, authenticated;
