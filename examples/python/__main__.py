"""One AWS account, read by Microsoft Sentinel's S3 connector."""

import pulumi
import pulumi_trailconnect as trailconnect

config = pulumi.Config()

connection = trailconnect.CloudTrailConnection(
    "audit",
    connectors=[trailconnect.Connector.SENTINEL_S3],
    sentinel={"workspace_id": config.require("sentinelWorkspaceId")},
    # Two and a half years: what expired logs recorded can no longer be proven.
    log_retention_days=913,
    encryption=trailconnect.Encryption.KMS,
    alarms={"emails": config.require_object("alarmEmails")},
    tags={"Project": "audit"},
)

# The names that the command `trailconnect` reads.
pulumi.export("accountId", connection.account_id)
pulumi.export("region", connection.region)
pulumi.export("partition", connection.partition)
pulumi.export("trailName", connection.trail_name)
pulumi.export("trailArn", connection.trail_arn)
pulumi.export("bucketName", connection.bucket_name)
pulumi.export("kmsKeyArn", connection.kms_key_arn)
pulumi.export("sentinelWorkspaceId", connection.sentinel_workspace_id)
pulumi.export("sentinelS3RoleArn", connection.sentinel_s3_role_arn)
pulumi.export("sentinelS3Accounts", connection.sentinel_s3_accounts)
pulumi.export("sentinelQueueUrl", connection.sentinel_queue_url)
pulumi.export("sentinelDeadLetterQueueUrl", connection.sentinel_dead_letter_queue_url)
pulumi.export("sentinelOidcProviderArn", connection.sentinel_oidc_provider_arn)
